"""The texts of queue items as Coroscope draws them: ten digits of std::mt19937_64."""

_SIZE, _MIDDLE = 312, 156
_ALL = (1 << 64) - 1
_LOWER = (1 << 31) - 1


def mt19937_64(seed):
    """Its numbers without end."""
    state = [seed & _ALL]
    for i in range(1, _SIZE):
        state.append(6364136223846793005 * (state[-1] ^ state[-1] >> 62) + i & _ALL)
    while True:
        for i in range(_SIZE):
            mixed = state[i] & ~_LOWER | state[(i + 1) % _SIZE] & _LOWER
            state[i] = (state[(i + _MIDDLE) % _SIZE] ^ mixed >> 1
                        ^ (0xB5026F5AA96619E9 if mixed & 1 else 0))
        for number in state:
            number ^= number >> 29 & 0x5555555555555555
            number ^= number << 17 & 0x71D67FFFEDA60000
            number ^= number << 37 & 0xFFF7EEE000000000
            yield number ^ number >> 43


def item_texts(seed):
    for number in mt19937_64(seed):
        yield f'{number >> 24:010x}'
