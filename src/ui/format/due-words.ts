import { formatDate } from './time.ts'

/** A day beside today: the year only where it is another one. */
export function dayWords(date: string, today: string, locale?: string): string {
  return formatDate(date, { year: date.slice(0, 4) !== today.slice(0, 4), locale })
}

/** "by 3 Jun"; of a day that is gone "▼ 3 Jun". */
export function dueWords(date: string, today: string, locale?: string): string {
  const day = dayWords(date, today, locale)
  return date < today ? `▼ ${day}` : `by ${day}`
}

/** What is next and by when: "Call the buyer, by 3 Jun". */
export function stepWords(
  { nextStep, nextStepDate }: { readonly nextStep: string | null; readonly nextStepDate: string | null },
  today: string,
  locale?: string,
): string | null {
  if (nextStepDate === null) return nextStep
  const due = dueWords(nextStepDate, today, locale)
  return nextStep === null ? due : `${nextStep}, ${due}`
}
