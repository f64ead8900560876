"""The clock that a scenario prints in front of its lines."""
import time


class Stopwatch:
    def __init__(self):
        self.start = time.perf_counter()

    def elapsed(self):
        return time.perf_counter() - self.start

    def say(self, text):
        print(f'[{self.elapsed():.2f}] {text}')

    def finish(self):
        print(f'time elapsed: {self.elapsed():.2f} seconds')
