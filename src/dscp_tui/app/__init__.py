"""The dashboard, on Textual. Workers run queries and post messages; screens and widgets only draw."""
