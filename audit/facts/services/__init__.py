"""Services on one page: the rows of its lists, and the procedure that it describes."""
