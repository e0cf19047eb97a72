"""A window in the hands of somebody who knows nothing and tries everything."""
