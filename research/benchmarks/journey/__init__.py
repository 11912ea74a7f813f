"""How well the journey is told: who descends from whom, which hop bent a sentence, which copy is the odd one."""
