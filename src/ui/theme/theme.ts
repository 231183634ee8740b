import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** From paper to ink: the interface has no other colour of its own. */
const ink: MantineColorsTuple = [
  '#f2f4f6',
  '#e4e7eb',
  '#cbd0d6',
  '#a3adb8',
  '#8a929c',
  '#66717e',
  '#5b6470',
  '#3a424c',
  '#262d36',
  '#16191d',
]

/** Primary buttons are ink on paper in both schemes. */
const variantColorResolver: VariantColorsResolver = (input) =>
  input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === input.theme.primaryColor
    ? { background: 'var(--ink)', hover: 'var(--ink-hover)', color: 'var(--paper)', border: '1px solid transparent' }
    : defaultVariantColorsResolver(input)

export const theme = createTheme({
  variantColorResolver,
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  colors: {
    ink,
    dark: [
      '#f2f4f6',
      '#cbd0d6',
      '#a3adb8',
      '#66717e',
      '#3a424c',
      '#262d36',
      '#191f26',
      '#11151a',
      '#0d1014',
      '#0b0e12',
    ],
  },
  black: '#16191d',
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.43', lg: '1.4', xl: '1.3' },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--overlay-shadow)',
    lg: 'var(--overlay-shadow)',
    xl: 'var(--overlay-shadow)',
  },
  components: {
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Button: { defaultProps: { size: 'sm' } },
    // fields beside each other stand on one line, whatever is said about them
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        radius: 8,
        transitionProps: { duration: 120, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Popover: {
      styles: { dropdown: { maxWidth: 'calc(100vw - 32px)' } },
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 } },
    },
    Combobox: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
  },
})

/** Mantine's own variables, pointed at the tokens, so that both change together. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--neutral)',
    '--mantine-color-placeholder': 'var(--neutral)',
    '--mantine-color-error': 'var(--behind)',
    '--mantine-color-default': 'var(--paper)',
    '--mantine-color-default-hover': 'var(--wash)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--rule-strong)',
    '--mantine-color-anchor': 'var(--ink)',
    '--mantine-primary-color-contrast': 'var(--paper)',
  }
  return { variables: {}, light: shared, dark: shared }
}
