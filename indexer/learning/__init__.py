"""Learn from judged questions and measure by them: `train` an encoder, `calibrate` and `evaluate` the answers."""
