"""Published statistics: read from the files of their publishers, kept beside the warehouse, compared with our own."""
