import { expect, test } from 'vitest'
import { participantsOf } from './participants.ts'

test.each([
  ['ana@x.example; bo@y.example', ['ana@x.example', 'bo@y.example']],
  ['ana@x.example,bo@y.example', ['ana@x.example', 'bo@y.example']],
  ['Ana Berg <ana@x.example>; "Bo" <bo@y.example>', ['ana@x.example', 'bo@y.example']],
  ['Ana Berg, Bo Hansen', ['Ana Berg', 'Bo Hansen']],
  ['Berg, Ana', ['Berg, Ana']],
  ['Berg, Ana; Hansen, Bo', ['Berg, Ana', 'Hansen, Bo']],
  ['101,102,101', ['101', '102']],
  ['  ', []],
])('%j names %j', (text, named) => {
  expect(participantsOf(text)).toEqual(named)
})
