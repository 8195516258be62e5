"""Door 2: folders of workbooks.  Memos, checked copies, lists and the district workbook."""

from itaxl.batch.inputs import collect
from itaxl.batch.ours import LeftOut
from itaxl.batch.outcome import Options, Outcome
from itaxl.batch.run import run_batch
from itaxl.batch.summary import Summary

__all__ = ["LeftOut", "Options", "Outcome", "Summary", "collect", "run_batch"]
