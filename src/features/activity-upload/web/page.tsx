import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatMoment } from '#ui/format/time.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { Figure } from '../../figure.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Upload } from '../contract.ts'
import styles from './capture.module.css'
import { Domains } from './domains.tsx'
import { Drop } from './drop.tsx'
import { UploadActs } from './upload-acts.tsx'
import { countLines, isBusy, progressWords, STATE_WORDS } from './words.ts'

const ASK_EVERY_MS = 1500

/** One's own mailbox and calendar: what was uploaded, what waits to be matched, and what is kept of it. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const mine = useQuery(
    api.captures.mine.queryOptions({
      refetchInterval: ({ state }) => (state.data?.uploads.some((item) => isBusy(item.state)) ? ASK_EVERY_MS : false),
    }),
  )
  if (mine.isError && !mine.data) return <Failure message={messageOf(mine.error)} onRetry={() => void mine.refetch()} />
  if (!mine.data) return <Loading lines={8} />
  const { person, uploads, domains } = mine.data
  return (
    <>
      <PageHead
        title="My mail and calendar"
        lead="Meetings and mails with customers count without typing. Only who, when and how long is read, never what was written; and you see it before anything is stored."
      />
      {person === null ? (
        <Unlinked mayLink={allows(me.level, 'members.manage')} />
      ) : (
        <>
          <Drop />
          <Domains domains={domains} />
          <Section title="Uploads">
            {uploads.length === 0 ? (
              <p className="quiet">
                Nothing uploaded yet. Export your calendar as .ics, or a mail folder as .mbox: in Google by Takeout, in
                Thunderbird and Apple Mail by the folder’s menu.
              </p>
            ) : (
              <Uploads uploads={uploads} />
            )}
          </Section>
        </>
      )}
      <Kept />
      {allows(me.level, 'imports.manage') ? <Everybody /> : null}
    </>
  )
}

/** An address to link oneself at, for whoever may; for others, whom to ask. */
function Unlinked({ mayLink }: { mayLink: boolean }) {
  if (!mayLink)
    return (
      <p className="quiet">
        You are not linked to a person of the team, so there is nobody to count it for. Ask an administrator to link
        you.
      </p>
    )
  return (
    <p className="quiet">
      You are not linked to a person of the team, so there is nobody to count it for.{' '}
      <Link to="/settings/members" search={(before: object) => before}>
        Say who you are
      </Link>
    </p>
  )
}

function Uploads({ uploads, named = false }: { uploads: readonly Upload[]; named?: boolean }) {
  const { workspace } = useFrame()
  const columns: Column<Upload>[] = [
    named
      ? { id: 'person', header: 'Of', cell: (item) => item.person }
      : {
          id: 'label',
          header: 'Upload',
          cell: (item) => (
            <Link to="/sources/mine/$importId" params={{ importId: item.id }} search={(before: object) => before}>
              {item.label}
            </Link>
          ),
        },
    { id: 'started', header: 'When', minor: true, cell: (item) => formatMoment(item.startedAt, workspace.org.zone) },
    { id: 'state', header: 'State', cell: (item) => STATE_WORDS[item.state] },
    { id: 'counts', header: 'Entries', minor: true, cell: (item) => <Outcome item={item} /> },
    { id: 'acts', header: '', align: 'end', cell: (item) => <UploadActs item={item} /> },
  ]
  return (
    <DataTable
      caption={named ? 'Mail and calendars of everybody, newest first' : 'Own uploads, newest first'}
      columns={columns}
      rows={uploads}
      rowKey={(item) => item.id}
      narrow="cards"
    />
  )
}

function Outcome({ item }: { item: Upload }) {
  if (item.error) return <>{item.error}</>
  if (isBusy(item.state)) return <>{progressWords(item)}</>
  const lines = item.counts === null ? [] : countLines(item.counts)
  return (
    <>
      {lines.map(({ id, label, value }, at) => (
        <span key={id}>
          {at === 0 ? '' : ', '}
          <Figure figure={{ kind: 'capture', of: { importId: item.id, count: id } }}>{formatCount(value)}</Figure>{' '}
          {label}
        </span>
      ))}
    </>
  )
}

function Kept() {
  return (
    <Section title="What is kept">
      <ul className={styles.kept}>
        <li>
          Of a meeting or mail with a customer: the moment, its length or direction, which of us and which known
          contacts took part, the account and deal it counts for, and a fingerprint that tells the same entry again.
        </li>
        <li>Of private entries and of those among colleagues: when and how long, nothing else.</li>
        <li>
          Of companies that no account has: the domain and the moment, in no figure, and only as long as raw metadata is
          kept. Not kept at all: private mailboxes, newsletters, automatic mails, mails among colleagues, and what
          concerns doctor, lawyer, works council, union or personnel.
        </li>
        <li>Never read: titles and texts beyond what tells a demo from a meeting, attachments, places.</li>
        <li>Whoever looks after imports sees that you uploaded something and how much counted, not what it was.</li>
      </ul>
    </Section>
  )
}

function Everybody() {
  const api = useApi()
  const everybody = useQuery(api.captures.everybody.queryOptions())
  if (everybody.isError && !everybody.data)
    return <Failure message={messageOf(everybody.error)} onRetry={() => void everybody.refetch()} />
  const uploads = everybody.data?.uploads ?? []
  if (uploads.length === 0) return null
  return (
    <Section title="Everybody" aside="How much there is; what it is, only its person sees">
      <Uploads uploads={uploads} named />
    </Section>
  )
}
