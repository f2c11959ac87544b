"""The report for people: one HTML page that needs nothing else, and the same in Markdown; and SARIF for CI."""
