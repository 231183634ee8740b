/** What a person is asked once, where the organisation's setting says `asked`; the answer can be changed at any time. */
export const CONSENTS = ['namedBars', 'wallPersonBars'] as const
export type ConsentQuestion = (typeof CONSENTS)[number]
