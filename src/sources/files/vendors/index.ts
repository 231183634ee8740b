import { generic } from './generic.ts'
import { salesforce } from './salesforce.ts'
import type { VendorSpec } from './vendor.ts'

/** Every vendor; the generic names come last and serve the others as a fallback. */
export const VENDORS: readonly VendorSpec[] = [salesforce, generic]
