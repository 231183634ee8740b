import { nameWords } from '../vendors/vendor.ts'

/** where in a sale a word usually stands, 0 to 100 */
const PLACES: readonly (readonly [number, readonly string[]])[] = [
  [
    5,
    [
      'prospecting',
      'prospect',
      'lead',
      'new',
      'neu',
      'nouveau',
      'submitted',
      'interessent',
      'prospection',
      'target',
      'identified',
    ],
  ],
  [
    12,
    [
      'contacted',
      'contact',
      'erstkontakt',
      'kontaktiert',
      'contacte',
      'preaccepted',
      'appointment',
      'scheduled',
      'termin',
      'rendezvous',
      'connected',
    ],
  ],
  [
    20,
    [
      'qualification',
      'qualified',
      'qualifying',
      'qualifizierung',
      'qualifiziert',
      'qualifie',
      'accepted',
      'engaging',
      'engaged',
      'meeting',
    ],
  ],
  [30, ['discovery', 'analysis', 'needs', 'bedarfsanalyse', 'bedarf', 'decouverte', 'analyse', 'besoins', 'scoping']],
  [40, ['value', 'demo', 'presentation', 'prasentation', 'proposition', 'trial', 'poc', 'pilot', 'evaluation', 'test']],
  [50, ['decision', 'makers', 'perception', 'decideurs', 'entscheider', 'initial']],
  [60, ['proposal', 'quote', 'offer', 'angebot', 'devis', 'offre', 'sent', 'price', 'proposition']],
  [
    75,
    [
      'negotiation',
      'negotiations',
      'negotiating',
      'review',
      'verhandlung',
      'negociation',
      'returned',
      'legal',
      'procurement',
    ],
  ],
  [85, ['contract', 'commit', 'committed', 'verbal', 'vertrag', 'contrat', 'signature', 'zusage', 'closing']],
]
const places = new Map(
  PLACES.flatMap(([place, words]) => words.flatMap(nameWords).map((word) => [word, place] as const)),
)

/** Where in a sale a stage of this name usually stands, 0 to 100; null where no word is known. */
export function usualPlace(name: string): number | null {
  const known = nameWords(name)
    .map((word) => places.get(word))
    .filter((place) => place !== undefined)
  return known.length === 0 ? null : Math.max(...known)
}
