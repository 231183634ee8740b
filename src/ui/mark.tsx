/** Two wheels on one line, the front one solid. Drawn in the colour of the text around it. */
export function Mark({ size = 20, title }: { size?: number; title?: string }) {
  return (
    <svg
      width={size * 1.6}
      height={size}
      viewBox="0 0 32 20"
      fill="none"
      role={title ? 'img' : 'presentation'}
      aria-label={title}
    >
      <circle cx="8.5" cy="10" r="6" stroke="currentColor" strokeWidth="2" />
      <circle cx="23.5" cy="10" r="7" fill="currentColor" />
      <path d="M0 18.25h32" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
