/** What was done, for the toast with Undo. */
export function retentionWords(days: number): string {
  return `Captured mail and meetings are kept ${days} days`
}
