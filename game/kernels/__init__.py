"""The month traced once and run in other forms: scalar Python, planned numpy, C. Equations stand in game/economy."""
