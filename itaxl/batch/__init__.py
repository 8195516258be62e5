"""Door 2: folders of workbooks.  Memos, checked copies, lists and the district workbook."""

from itaxl.batch.inputs import collect
from itaxl.batch.job import Options, Outcome
from itaxl.batch.run import Summary, run_batch

__all__ = ["Options", "Outcome", "Summary", "collect", "run_batch"]
