import type { Part } from '#domain/changes/waterfall.ts'

export interface PartWords {
  readonly label: string
  /** which deals and which of their amounts */
  readonly meaning: string
}

/** What each part of a waterfall is called and stands for. */
export const PART_WORDS: Readonly<Record<Part, PartWords>> = {
  opening: {
    label: 'Opening',
    meaning: 'Every deal that was open in this scope at the first moment, with its amount at that moment.',
  },
  new: {
    label: 'New',
    meaning:
      'Deals that were not there at the first moment and are open in this scope at the second, or were created and decided in between, with their amount at the second moment.',
  },
  pulledIn: {
    label: 'Pulled in',
    meaning:
      'Deals that were open at both moments and whose close date came into this period, with their amount at the second moment.',
  },
  grown: {
    label: 'Grown',
    meaning:
      'What amounts rose by, of deals that are open in this scope at both moments, or were open at the first and are won at the second.',
  },
  movedIn: {
    label: 'Moved in',
    meaning:
      'Deals that were open elsewhere at the first moment and are open in this scope at the second, with their amount at the second moment.',
  },
  reopened: {
    label: 'Reopened',
    meaning:
      'Deals that were won or lost at the first moment and are open in this scope at the second, with their amount at the second moment.',
  },
  shrunk: {
    label: 'Shrunk',
    meaning:
      'What amounts fell by, of deals that are open in this scope at both moments, or were open at the first and are won at the second.',
  },
  pushed: {
    label: 'Pushed',
    meaning:
      'Deals that are open at both moments and whose close date left this period, with their amount at the first moment.',
  },
  movedOut: {
    label: 'Moved out',
    meaning:
      'Deals that were open in this scope at the first moment and at the second are open elsewhere, deleted or merged into another, with their amount at the first moment.',
  },
  lost: {
    label: 'Lost',
    meaning:
      'Deals that were open in this scope at the first moment and are lost at the second, with their amount at the first moment; of those created in between, their last amount above 0.',
  },
  won: {
    label: 'Won',
    meaning:
      'Deals that were open in this scope at the first moment, or were created in it since, and are won at the second, with the amount won.',
  },
  closing: {
    label: 'Closing',
    meaning: 'Every deal that is open in this scope at the second moment, with its amount at that moment.',
  },
}

export const FORMULA =
  'Closing is opening and what was new, pulled in, grown, moved in and reopened, less what has shrunk, was pushed, moved out, was lost and was won.'
