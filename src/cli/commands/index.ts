import type { Command } from 'commander'
import * as doctor from './doctor.ts'

/** Adds one command to the program. What the command needs to work is imported when it runs, not here. */
export type Register = (program: Command) => void

export const commands: readonly Register[] = [doctor.register]
