"""The day itself: who came, on paper or on a phone without network, what they take away, what is told of it after."""
