"""Door 2: folders of workbooks.  Reads many, writes memos, a list of findings and a record of the run."""

from itaxl.batch.inputs import collect
from itaxl.batch.job import Options, Outcome
from itaxl.batch.run import Summary, run_batch

__all__ = ["Options", "Outcome", "Summary", "collect", "run_batch"]
