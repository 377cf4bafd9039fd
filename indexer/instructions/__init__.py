"""What an amending act orders about other acts, sentence by sentence: enter by `amendments.read_amendments`."""
