import type { Palette } from './palette.ts'

/** The words of a chart where the pointer is, set like everything that lies above a page. */
export function tooltipOf(palette: Palette) {
  return {
    trigger: 'axis',
    transitionDuration: 0,
    confine: true,
    padding: [8, 12],
    backgroundColor: palette.paper,
    borderColor: palette.rule,
    borderWidth: 1,
    extraCssText: 'box-shadow: var(--overlay-shadow); border-radius: 6px;',
    textStyle: { color: palette.ink, fontSize: 13, fontFamily: palette.font },
  }
}
