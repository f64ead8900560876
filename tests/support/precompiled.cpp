// Gives precompiled headers a target of their own.
