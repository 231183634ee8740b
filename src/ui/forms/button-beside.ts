/** The order of a field whose button stands at its end: what is said about it comes first, so that both end alike. */
export const BUTTON_BESIDE: ('label' | 'description' | 'error' | 'input')[] = ['label', 'description', 'error', 'input']
