import { describe, expect, test } from 'vitest'
import type { Change } from '../span/box.ts'
import type { DealChangesInput, DealSnapshot } from './deal-changes.ts'
import { planDealChanges } from './deal-changes.ts'

const day = (date: string) => Date.parse(`${date}T00:00:00Z`)

function input(snapshot: Partial<DealSnapshot>, more: Partial<DealChangesInput> = {}): DealChangesInput {
  return {
    snapshot: {
      fields: { externalId: 'd', stageId: 'won', amount: 100, closeDate: '2017-03-10' },
      status: 'won',
      created: { at: day('2017-01-05'), date: '2017-01-05' },
      close: { at: day('2017-03-10'), date: '2017-03-10' },
      modifiedAt: null,
      ...snapshot,
    },
    said: [],
    previousTakenAt: null,
    nextTakenAt: null,
    takenAt: day('2017-06-30'),
    takenDate: '2017-06-30',
    takenDayStart: day('2017-06-30'),
    tracked: new Set(),
    creationStamped: false,
    ...more,
  }
}

function said(patch: Record<string, unknown>, at: string, knownAt = at, reconstructed = false): Change {
  return {
    id: `${at} ${JSON.stringify(patch)}`,
    patch,
    validAt: day(at),
    validDate: null,
    knownAt: day(knownAt),
    recordedAt: 0,
    retractedAt: Infinity,
    reconstructed,
  }
}

describe('a deal seen for the first time', () => {
  test('without history is open, stage unknown, from creation to its close date', () => {
    expect(planDealChanges(input({}))).toEqual([
      {
        patch: { created: true, externalId: 'd' },
        validAt: day('2017-01-05'),
        validDate: '2017-01-05',
        knownAt: day('2017-06-30'),
        reconstructed: false,
      },
      {
        patch: { amount: 100, closeDate: '2017-03-10' },
        validAt: day('2017-01-05'),
        validDate: '2017-01-05',
        knownAt: day('2017-06-30'),
        reconstructed: true,
      },
      {
        patch: { stageId: 'won' },
        validAt: day('2017-03-10'),
        validDate: '2017-03-10',
        knownAt: day('2017-06-30'),
        reconstructed: true,
      },
    ])
  })

  test('whose close date is later than the export was decided on the day of the export', () => {
    const changes = planDealChanges(input({ close: { at: day('2017-09-01'), date: '2017-09-01' } }))
    expect(changes.at(-1)).toMatchObject({ validAt: day('2017-06-30'), validDate: '2017-06-30', reconstructed: true })
  })

  test('without a creation date exists from its first history row, else its earliest date, else the export', () => {
    const createdAt = (more: Partial<DealSnapshot>, history: Change[] = []) =>
      planDealChanges(input({ created: null, ...more }, { said: history }))[0]
    expect(createdAt({}, [said({ stageId: 'new' }, '2017-02-01')])).toMatchObject({
      validAt: day('2017-02-01'),
      reconstructed: true,
    })
    expect(createdAt({})).toMatchObject({ validAt: day('2017-03-10'), reconstructed: true })
    expect(createdAt({ close: null, status: 'open' })).toMatchObject({
      validAt: day('2017-06-30'),
      reconstructed: true,
    })
  })

  test('in a system that stamps creation was known from then, and so were fields it tracks and never changed', () => {
    const changes = planDealChanges(
      input({ fields: { externalId: 'd', ownerId: 'u' } }, { creationStamped: true, tracked: new Set(['ownerId']) }),
    )
    expect(changes.map(({ patch, knownAt, reconstructed }) => [patch, knownAt, reconstructed])).toEqual([
      [{ created: true, externalId: 'd' }, day('2017-01-05'), false],
      [{ ownerId: 'u' }, day('2017-01-05'), false],
    ])
  })

  test('whose history ends where the list stands needs no further stage', () => {
    const history = [said({ stageId: 'new' }, '2017-01-05'), said({ stageId: 'won' }, '2017-03-11')]
    const stages = planDealChanges(input({}, { said: history })).filter(({ patch }) => 'stageId' in patch)
    expect(stages).toEqual([])
  })
})

describe('a deal seen before', () => {
  const before = [
    said({ created: true }, '2017-01-05'),
    said({ amount: 100, closeDate: '2017-08-01' }, '2017-01-05', '2017-06-30', true),
    said({ stageId: 'new' }, '2017-01-05', '2017-06-30', true),
  ]
  const later = {
    said: before,
    previousTakenAt: day('2017-06-30'),
    takenAt: day('2017-12-31'),
    takenDate: '2017-12-31',
    takenDayStart: day('2017-12-31'),
  }

  test('that says the same again says nothing', () => {
    expect(
      planDealChanges(
        input(
          { fields: { externalId: 'd', stageId: 'new', amount: 100 }, status: 'open' },
          { ...later, said: [...before, said({ externalId: 'd' }, '2017-01-05')] },
        ),
      ),
    ).toEqual([])
  })

  test('and closed since is dated by its close date, but not before it was last seen open', () => {
    const outcome = (close: string) =>
      planDealChanges(
        input({ fields: { stageId: 'lost' }, status: 'lost', close: { at: day(close), date: close } }, later),
      ).at(-1)
    expect(outcome('2017-09-15')).toMatchObject({
      patch: { stageId: 'lost' },
      validAt: day('2017-09-15'),
      validDate: '2017-09-15',
    })
    expect(outcome('2017-02-01')).toMatchObject({ validAt: day('2017-06-30') })
    expect(outcome('2018-02-01')).toMatchObject({ validAt: day('2017-12-31'), validDate: '2017-12-31' })
  })

  test('and closed since has the owner and amount of its outcome from the outcome on', () => {
    const changes = planDealChanges(
      input(
        {
          fields: { stageId: 'won', amount: 120, ownerId: 'bo' },
          close: { at: day('2017-09-15'), date: '2017-09-15' },
        },
        later,
      ),
    )
    expect(changes).toMatchObject([
      { patch: { stageId: 'won', amount: 120, ownerId: 'bo' }, validAt: day('2017-09-15') },
    ])
  })

  test('with a changed amount has it since its stamp, else since the export', () => {
    const amountSince = (modifiedAt: number | null) =>
      planDealChanges(input({ fields: { amount: 120 }, status: 'open', modifiedAt }, later)).find(
        ({ patch }) => 'amount' in patch,
      )?.validAt
    expect(amountSince(day('2017-10-01'))).toBe(day('2017-10-01'))
    expect(amountSince(null)).toBe(day('2017-12-31'))
    expect(amountSince(day('2017-01-01'))).toBe(day('2017-12-31'))
  })

  test('in an older export that comes in late, changes only the time before the newer one', () => {
    const late = {
      said: before,
      nextTakenAt: day('2017-06-30'),
      takenAt: day('2017-03-31'),
      takenDate: '2017-03-31',
      takenDayStart: day('2017-03-31'),
    }
    expect(planDealChanges(input({ fields: { amount: 70 }, status: 'open' }, late))).toEqual([
      {
        patch: { amount: 70 },
        validAt: day('2017-03-31'),
        validDate: null,
        knownAt: day('2017-03-31'),
        reconstructed: false,
      },
      {
        patch: { amount: 100 },
        validAt: day('2017-06-30'),
        validDate: null,
        knownAt: day('2017-06-30'),
        reconstructed: true,
      },
    ])
  })
})
