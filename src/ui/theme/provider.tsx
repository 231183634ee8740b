import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import '@fontsource-variable/inter/wght.css'
import './mantine.css'
import './tokens.css'
import './base.css'
import './controls.css'
import { theme, variables } from './theme.ts'

/** The look of every screen with a login; the wall brings only tokens and fonts. */
export function LookProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Notifications position="bottom-center" autoClose={6000} limit={3} />
      {children}
    </MantineProvider>
  )
}
