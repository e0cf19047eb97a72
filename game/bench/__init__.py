"""`lanthanide bench`: speeds measured side by side in one run, as ratios; machines differ, ratios less so."""
