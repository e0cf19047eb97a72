"""Maps: producing provinces and the world over bare land without a border."""
