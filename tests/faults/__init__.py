"""Every fault of one call and of paging, by the rows that name them (F01 to F57); the server's ledger is the judge."""
