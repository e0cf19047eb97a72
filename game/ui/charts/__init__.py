"""Charts: lines, areas, slopes, small multiples, Sankey, cause and effect; painted once, read by mouse and key."""
