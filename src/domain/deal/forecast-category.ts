const NAMES: Readonly<Record<string, string>> = {
  commit: 'Commit',
  bestcase: 'Best case',
  pipeline: 'Pipeline',
  omitted: 'Omitted',
  closed: 'Closed',
}

/** A forecast category as screens write it, however its source does (`BEST_CASE`, `bestCase`); others as they are. */
export function forecastCategoryName(category: string): string {
  return NAMES[category.toLowerCase().replace(/[^a-z]/g, '')] ?? category
}
