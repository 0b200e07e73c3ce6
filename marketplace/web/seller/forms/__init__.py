"""Forms of the sellers' pages."""
