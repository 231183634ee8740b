import { generic } from './generic.ts'
import { hubspot } from './hubspot.ts'
import { leadout } from './leadout.ts'
import { pipedrive } from './pipedrive.ts'
import { salesforce } from './salesforce.ts'
import type { VendorSpec } from './vendor.ts'
import { zoho } from './zoho.ts'

/** Every vendor; the generic names serve those before them as a fallback. */
export const VENDORS: readonly VendorSpec[] = [salesforce, hubspot, zoho, pipedrive, generic, leadout]
