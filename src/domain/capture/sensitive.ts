/**
 * What belongs to a person alone, whoever wrote it: doctor, lawyer, works council, union, personnel and recruiting.
 * Addresses and titles that speak of them are never stored; a known contact or account overrules, for some sell to
 * them.
 */
const WORDS: readonly string[] = [
  'doctor',
  'dentist',
  'physio\\w*',
  'therap(y|ist|ie|eut\\w*)',
  'clinic',
  'hospital',
  'medical',
  'arzt',
  '\\w*ärzt\\w*',
  '\\w*aerzt\\w*',
  '\\w*arztpraxis',
  'zahnarzt',
  'hausarzt',
  'praxis',
  'krankenhaus',
  'klinik\\w*',
  'krankenkasse',
  'médecin',
  'medecin',
  'dentiste',
  'hôpital',
  'lawyer',
  'attorney',
  'solicitor',
  'law',
  'legal',
  'anwalt\\w*',
  'rechtsanw\\w*',
  'kanzlei\\w*',
  'notar',
  'avocat\\w*',
  'notaire',
  'works?[ -]?council',
  'betriebsrat\\w*',
  'personalrat\\w*',
  'comité d.entreprise',
  'cse',
  'union',
  'trade[ -]?union',
  'gewerkschaft\\w*',
  'verdi',
  'igmetall',
  'ig[ -]metall',
  'syndicat\\w*',
  'hr',
  'human[ -]?resources',
  'personalabteilung',
  'personal[ -]?büro',
  'payroll',
  'recruit\\w*',
  'recruiting',
  'headhunt\\w*',
  'bewerbung\\w*',
  'job ?interview',
  'jobs',
  'karriere',
  'careers?',
  'talent\\w*',
  'recrutement',
]

const PATTERN = new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${WORDS.join('|')})(?![\\p{L}\\p{N}])`, 'iu')

/** Whether a title or an address speaks of what is nobody's business. */
export function isSensitive(text: string): boolean {
  return PATTERN.test(text)
}
