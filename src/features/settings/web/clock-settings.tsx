import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { zoneShown } from '#ui/format/reader.ts'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'

/** Pins the organisation's clock to the end of a day, or lets it run. */
export function ClockSettings() {
  const api = useApi()
  const queries = useQueryClient()
  const { me, workspace } = useFrame()
  const { clock, org } = workspace
  const [day, setDay] = useState(clock.today)
  const [knownThen, setKnownThen] = useState(clock.knownThen)
  const refresh = { onSuccess: () => queries.invalidateQueries() }
  const pin = useMutation(api.settings.clock.set.mutationOptions(refresh))
  const clear = useMutation(api.settings.clock.clear.mutationOptions(refresh))
  const error = pin.error ?? clear.error
  const state =
    clock.pinnedAt === null
      ? `Running: ${formatMoment(clock.now, org.zone)}, ${zoneShown(org.zone)}.`
      : `Pinned to ${formatMoment(clock.pinnedAt, org.zone)}, ${zoneShown(org.zone)}.`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    pin.mutate({ pin: day, knownThen })
  }
  return (
    <Section title="Clock">
      <Stack gap={16} pt={16} align="flex-start">
        <p>{state} Pinned, every screen shows the world as it was on that day, for everyone.</p>
        {allows(me.level, 'clock.write') ? (
          <form onSubmit={submit}>
            <Stack gap={16}>
              <Group align="flex-end" gap={8}>
                <TextInput
                  label="Day"
                  type="date"
                  required
                  withAsterisk={false}
                  value={day}
                  onChange={(event) => setDay(event.currentTarget.value)}
                />
                <Button type="submit" variant="default" loading={pin.isPending}>
                  Pin the clock
                </Button>
                {clock.pinnedAt === null ? null : (
                  <Button onClick={() => clear.mutate(undefined)} loading={clear.isPending}>
                    Let the clock run
                  </Button>
                )}
              </Group>
              <Switch
                label="As known then"
                description="Leaves out what was recorded only later"
                checked={knownThen}
                onChange={(event) => setKnownThen(event.currentTarget.checked)}
              />
            </Stack>
          </form>
        ) : null}
        {error ? (
          <p className="behind" role="alert">
            {messageOf(error)}
          </p>
        ) : null}
      </Stack>
    </Section>
  )
}
