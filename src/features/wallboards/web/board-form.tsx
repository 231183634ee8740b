import { Button, Modal, NativeSelect, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useApi } from '../../api.tsx'
import { useDraft } from '../../draft.tsx'
import { messageOf } from '../../failure.ts'
import { useOnce } from '../../once.tsx'
import type { ScopeOption } from '../../scope-choices.tsx'
import { scopeFromText, scopeToText } from '../../scope-text.ts'
import type { Scope } from '../../scope.ts'
import { useFrame } from '../../view.tsx'
import type { Board, BoardConfig, PageConfig } from '../contract.ts'
import styles from './boards.module.css'

const COMPANY = { kind: 'company', id: 'all' } as const
const BURN_DOWN: PageConfig = { kind: 'burn-down', scope: COMPANY, period: 'month' }

/** The teams that sell: below a team that stands alone above all others. */
function firstPages(scopes: readonly ScopeOption[]): PageConfig[] {
  let scope: Scope = COMPANY
  for (;;) {
    const above: string | null = scope.kind === 'team' ? scope.id : null
    const [only, ...others] = scopes.filter((one) => one.scope.kind === 'team' && one.parentId === above)
    if (only === undefined || others.length > 0) break
    if (!scopes.some((one) => one.scope.kind === 'team' && one.parentId === only.scope.id)) break
    scope = only.scope
  }
  return [{ kind: 'bars', scope, by: 'team', period: 'month' }, BURN_DOWN]
}
const MOST_PAGES = 6
const PERIODS = [
  { value: 'week', label: 'this week' },
  { value: 'month', label: 'this month' },
  { value: 'quarter', label: 'this quarter' },
] as const
const SECONDS = ['10', '15', '20', '30', '45', '60'].map((value) => ({ value, label: `${value} seconds` }))

/** What a page shows, as one choice: bars per something, or the burn-down. */
function showsOf(page: PageConfig): string {
  return page.kind === 'burn-down' ? 'burn-down' : page.by
}

function withShows(page: PageConfig, shows: string): PageConfig {
  const { scope, period } = page
  if (shows === 'company' || shows === 'office' || shows === 'team' || shows === 'person') {
    return { kind: 'bars', scope, period, by: shows }
  }
  return { kind: 'burn-down', scope, period }
}

/** A board's title, pages and rhythm. */
export function BoardForm({
  board,
  personBars,
  onClose,
}: {
  board: Board | null
  personBars: boolean
  onClose: () => void
}) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const once = useOnce()
  const [config, setConfig, clearDraft] = useDraft<BoardConfig>(
    `board ${board?.id ?? 'new'}`,
    board ?? {
      title: `${workspace.org.name} floor`,
      pages: firstPages(workspace.scopes),
      percentOnly: false,
      rotationSeconds: 20,
    },
  )
  const done = {
    onSuccess: async () => {
      clearDraft()
      await queries.invalidateQueries()
      onClose()
    },
  }
  const create = useMutation({
    mutationFn: (input: Parameters<typeof api.wallboards.create.call>[0]) =>
      api.wallboards.create.call(input, once(input)),
    ...done,
  })
  const update = useMutation(api.wallboards.update.mutationOptions(done))
  const error = create.error ?? update.error
  const { title, pages, percentOnly, rotationSeconds } = config
  const change = (next: Partial<BoardConfig>) => setConfig({ ...config, ...next })
  const changePage = (at: number, page: PageConfig) =>
    change({ pages: pages.map((before, index) => (index === at ? page : before)) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (create.isPending || update.isPending) return
    const written = { title, pages: [...pages], percentOnly, rotationSeconds }
    if (board) update.mutate({ id: board.id, ...written })
    else create.mutate(written)
  }
  const giveUp = () => {
    clearDraft()
    onClose()
  }
  const scopes = workspace.scopes
    .filter((option) => option.scope.kind !== 'person')
    .map((option) => ({ value: scopeToText(option.scope), label: option.name }))
  const shows = [
    { value: 'team', label: 'bars per team' },
    { value: 'office', label: 'bars per office' },
    { value: 'company', label: 'one bar, the company' },
    ...(personBars ? [{ value: 'person', label: 'bars per person' }] : []),
    { value: 'burn-down', label: 'burn-down' },
  ]

  return (
    <Modal opened onClose={giveUp} title={board ? `Change ${board.title}` : 'New wallboard'} size="lg">
      <form onSubmit={submit}>
        <Stack gap={20}>
          <TextInput
            label="Title"
            value={title}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={60}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <ol className={styles.pages}>
            {pages.map((page, at) => (
              <li key={at} className={styles.page}>
                <NativeSelect
                  label={`Page ${at + 1} shows`}
                  data={shows}
                  value={showsOf(page)}
                  onChange={(event) => changePage(at, withShows(page, event.currentTarget.value))}
                />
                <NativeSelect
                  label="of"
                  data={scopes}
                  value={scopeToText(page.scope)}
                  onChange={(event) =>
                    changePage(at, { ...page, scope: scopeFromText(event.currentTarget.value) ?? COMPANY })
                  }
                />
                <NativeSelect
                  label="in"
                  data={[...PERIODS]}
                  value={page.period}
                  onChange={(event) => {
                    const period = PERIODS.find(({ value }) => value === event.currentTarget.value)?.value ?? 'month'
                    changePage(at, { ...page, period })
                  }}
                />
                <Button
                  variant="subtle"
                  aria-label={`Remove page ${at + 1}`}
                  disabled={pages.length === 1}
                  onClick={() => change({ pages: pages.filter((_, index) => index !== at) })}
                >
                  Remove
                </Button>
              </li>
            ))}
          </ol>
          {pages.length < MOST_PAGES ? (
            <p>
              <button type="button" className="plain" onClick={() => change({ pages: [...pages, BURN_DOWN] })}>
                Add a page
              </button>
            </p>
          ) : null}
          {pages.length > 1 ? (
            <NativeSelect
              label="Each page stays"
              data={SECONDS}
              value={String(rotationSeconds)}
              onChange={(event) => change({ rotationSeconds: Number(event.currentTarget.value) })}
            />
          ) : null}
          <Switch
            label="Percent only"
            description="No amounts, for rooms with visitors"
            checked={percentOnly}
            onChange={(event) => change({ percentOnly: event.currentTarget.checked })}
          />
          {error ? (
            <p className="behind" role="alert">
              {messageOf(error)}
            </p>
          ) : null}
          <Button type="submit" loading={create.isPending || update.isPending}>
            {board ? 'Save' : 'Create'}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
