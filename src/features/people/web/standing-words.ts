import type { Profile } from '../contract.ts'

type Standing = Profile['standing']

const VERDICTS: Readonly<Record<NonNullable<Standing['verdict']>, string>> = {
  carried: 'The work holds, and so do the results.',
  unlucky: 'The work holds and the results are behind, no further than chance alone leads with deals of this size.',
  elsewhere:
    'The work holds and the results are behind by more than chance: look at what these metrics do not show, such as territory, price or leads.',
  lucky: 'The results hold, within what chance alone can do; the work behind them is weaker than usual.',
  unexplained: 'The results are ahead by more than chance, while the metrics are weaker: they miss what is done here.',
  'both-behind': 'Work and results are both behind: begin with the metrics on the weaker side.',
}

/** Where work and results stand together, in a sentence. */
export function verdictWords({ verdict, results, better, inside, weaker }: Standing): string {
  if (verdict !== null) return VERDICTS[verdict]
  return better.length + inside.length + weaker.length === 0 && results !== null
    ? 'No metric of the fingerprint has a band yet, so only the results can be said.'
    : 'What was due cannot be said, so only the work stands here.'
}

export const DUE_WORDS: Readonly<Record<NonNullable<Standing['results']>['by'], string>> = {
  goal: 'Due of the goal by now',
  past: 'Usual by now',
}

/** "Meetings held, Win rate"; a dash for none. */
export function namesWords(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.join(', ')
}
