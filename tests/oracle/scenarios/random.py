"""Tasks that draw numbers until one is high enough, sleeping after each that is not."""
import asyncio
import random

CYAN, RED, MAGENTA = '\033[36m', '\033[91m', '\033[35m'


async def make_random(index, threshold, color):
    print(f'{color}initialized make_random({index})')
    number = random.randint(0, 10)
    while number <= threshold:
        print(f'{color}make_random({index}) == {number} too low; retrying...')
        await asyncio.sleep(index + 1)
        number = random.randint(0, 10)
    print(f'{color}finished: make_random({index}) == {number}')
    return number


async def main(tasks, margin, palette):
    return await asyncio.gather(
        *(make_random(i, 10 - i - margin, palette[i]) for i in range(tasks)))


def run(tasks, margin, seed, colors):
    """The palette has three colours: with colors, no more than three tasks."""
    random.seed(seed)
    palette = [CYAN, RED, MAGENTA] if colors else [''] * tasks
    numbers = asyncio.run(main(tasks, margin, palette))
    print()
    print(', '.join(f'r{i}: {number}' for i, number in enumerate(numbers, 1)))
