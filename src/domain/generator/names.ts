import { pick } from './draw.ts'
import type { Stream } from './streams.ts'

const FIRST =
  'Ada Alba Amir Anna Anton Arne Aylin Ben Bea Bruno Carla Chloe Cem Dana David Dora Elif Elias Emma Enzo Eva Felix Fatma Finn Frida Gino Greta Hanna Hugo Ida Igor Ines Ivan Jana Jonas Jule Kai Karim Kira Lara Leon Lina Luca Maja Malik Marta Max Mila Nadia Nils Nora Olga Oskar Paul Pia Rosa Samir Selma Simon Tara Theo Uma Vera Yara'.split(
    ' ',
  )
const LAST =
  'Abel Adler Bauer Becker Berg Blanc Bonnet Brandt Carter Costa Daley Decker Duval Ebert Engel Falk Fischer Fontaine Frost Garnier Gray Haas Hahn Hale Hart Hoffmann Jansen Keller Kern Klein Koch Kramer Kurz Lambert Lang Lehmann Lorenz Maier Martin Mercer Moreau Moss Nguyen Novak Okafor Olsen Otto Park Petit Quinn Rao Reed Richter Roux Sato Schmitt Sommer Stein Tanaka Vogel Wagner Weber Wolf Ziegler'.split(
    ' ',
  )
const ROOTS =
  'Alder Amber Anchor Apex Aster Atlas Aurum Basalt Beacon Birch Blue Bright Cedar Cobalt Copper Coral Crest Delta Drift Echo Ember Falcon Fern Flint Forge Glade Granite Harbor Hazel Helio Indigo Iron Ivory Juniper Kestrel Lark Linden Lumen Maple Meridian Mistral Nimbus North Oak Onyx Orbit Osprey Pine Polar Quartz Raven River Sable Silver Slate Solar Spruce Stone Tidal Timber Umber Vertex Willow Zephyr'.split(
    ' ',
  )
const ENDINGS =
  'bridge brook cast core craft dale field flow fold gate grid haven hill house land light line link loop mark mill path peak point port ridge rise scale shore side span spring star stream trail vale view ward ware watch water wave way wind works yard'.split(
    ' ',
  )
const KINDS =
  'Analytics Bank Biotech Energy Foods Freight Health Hotels Insurance Labs Logistics Media Mobility Motors Networks Partners Pharma Retail Software Steel Studios Telecom'.split(
    ' ',
  )

const TEAMS =
  'Harbour Summit Orchard Compass Lantern Meadow Canyon Beacon Willow Falcon Granite Anchor Aurora Cedar Delta Ember Fjord Glacier Horizon Island'.split(
    ' ',
  )

/** Teams are numbered from 1; their names come again with a number once all are taken. */
export function teamName(no: number): string {
  const round = Math.floor((no - 1) / TEAMS.length)
  const name = TEAMS[(no - 1) % TEAMS.length]!
  return round === 0 ? name : `${name} ${round + 1}`
}

export function personName(stream: Stream): string {
  return `${pick(stream, FIRST)} ${pick(stream, LAST)}`
}

export interface CompanyName {
  readonly name: string
  readonly domain: string
  readonly industry: string
}

export function companyName(stream: Stream): CompanyName {
  const root = `${pick(stream, ROOTS)}${pick(stream, ENDINGS)}`
  const industry = pick(stream, KINDS)
  return { name: `${root} ${industry}`, domain: `${root.toLowerCase()}-${industry.toLowerCase()}.example`, industry }
}

export function addressOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`
}
