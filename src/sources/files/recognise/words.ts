import { nameWords } from '../vendors/vendor.ts'

export type StageKind = 'open' | 'won' | 'lost'

/** words that name a kind of stage, as whole words without accents */
const WON = [
  'won',
  'gewonnen',
  'gagne',
  'gagnee',
  'gagnes',
  'win',
  'signed',
  'unterzeichnet',
  'signe',
  'closedwon',
  'beauftragt',
  'auftrag',
  'remporte',
  'conclu',
  'conclue',
]
const LOST = [
  'lost',
  'verloren',
  'perdu',
  'perdue',
  'lose',
  'cancelled',
  'canceled',
  'declined',
  'rejected',
  'disqualified',
  'abandoned',
  'storniert',
  'abgelehnt',
  'abgesagt',
  'annule',
  'annulee',
  'refuse',
  'refusee',
  'closedlost',
  'abgebrochen',
  'abandonne',
  'unqualified',
  'dead',
]
const OPEN = [
  'prospecting',
  'qualification',
  'qualified',
  'qualifying',
  'discovery',
  'analysis',
  'proposal',
  'negotiation',
  'review',
  'engaging',
  'demo',
  'presentation',
  'offer',
  'quote',
  'proposition',
  'contacted',
  'scheduled',
  'appointment',
  'open',
  'pipeline',
  'commit',
  'decision',
  'evaluation',
  'trial',
  'poc',
  'contract',
  'meeting',
  'lead',
  'new',
  'submitted',
  'qualifizierung',
  'qualifiziert',
  'bedarfsanalyse',
  'angebot',
  'verhandlung',
  'erstkontakt',
  'prasentation',
  'entscheidung',
  'offen',
  'interessent',
  'vertrag',
  'prospection',
  'negociation',
  'negotiating',
  'devis',
  'decouverte',
  'proposition',
  'ouvert',
  'decideurs',
  'rendezvous',
  'contact',
]
const sets: readonly (readonly [StageKind, ReadonlySet<string>])[] = [
  ['lost', new Set(LOST.flatMap(nameWords))],
  ['won', new Set(WON.flatMap(nameWords))],
  ['open', new Set(OPEN.flatMap(nameWords))],
]

/** What the words of a stage's name say: nothing for `Approved`, which is won for a bank and open for a builder. */
export function stageWord(name: string): StageKind | null {
  const words = nameWords(name)
  for (const [kind, known] of sets) if (words.some((word) => known.has(word))) return kind
  return null
}

const ACTIVITY_TYPES: readonly (readonly [string, readonly string[]])[] = [
  ['call', ['call', 'calls', 'phone', 'anruf', 'telefonat', 'telefon', 'appel', 'outbound', 'inbound']],
  [
    'meeting',
    [
      'meeting',
      'meetings',
      'event',
      'termin',
      'besprechung',
      'reunion',
      'demo',
      'visit',
      'besuch',
      'visite',
      'rendezvous',
      'lunch',
    ],
  ],
  ['email', ['email', 'emails', 'mail', 'listemail', 'courriel']],
  ['task', ['task', 'tasks', 'todo', 'aufgabe', 'tache', 'deadline', 'follow']],
  ['note', ['note', 'notiz', 'remarque']],
]
const activityTypes = new Map(
  ACTIVITY_TYPES.flatMap(([type, words]) => words.flatMap(nameWords).map((word) => [word, type] as const)),
)

/** `call`, `meeting`, `email`, `task` or `note` where a word says so. */
export function activityWord(text: string): string | null {
  for (const word of nameWords(text)) {
    const type = activityTypes.get(word)
    if (type !== undefined) return type
  }
  return null
}
