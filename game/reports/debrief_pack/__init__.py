"""What a teacher needs after a class has played, made from its own runs: slides, a worksheet and its answers."""
