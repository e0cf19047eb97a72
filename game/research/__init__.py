"""For researchers: many runs by a specification, and an environment for programs that learn."""
