"""Moving in: older tables, and last year's memo, become a filled tracker."""
