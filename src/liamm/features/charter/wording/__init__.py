"""What a binding says, in words: read from what was kept, so that an old version speaks for ever."""
