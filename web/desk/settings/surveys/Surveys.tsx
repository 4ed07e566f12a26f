import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus, Smile } from 'lucide-react'
import type { SurveyDefinition, SurveyView } from '../../../../server/surveys/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { surveysQuery } from '../../satisfaction/queries.ts'
import { useSurveysText } from '../../satisfaction/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import type { SectionProps } from '../sections.ts'
import { useMissing } from '../parts/useMissing.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { draftOf } from './draft.ts'
import { SurveyEditor } from './SurveyEditor.tsx'
import { useWhenWords } from './useWhenWords.ts'

/** `surveys`, `surveys/3`, `surveys/new`. */
export default function Surveys({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const surveys = useQuery(surveysQuery)
  if (id === 'new') return <SurveyEditor survey={null} begun={draftOf(null)} />
  return (
    <Loaded query={surveys}>
      {(all) => {
        if (id === undefined) return <SurveyList surveys={all} />
        const survey = all.find((each) => each.id === Number(id))
        if (survey) return <SurveyEditor key={`${id}/${survey.version}`} survey={survey} begun={draftOf(survey)} />
        return (
          <Page title={t('section.surveys')} back={<Back to="/settings/surveys" label={t('section.surveys')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

/** All that a customer may read of it. */
const textsOf = ({ question, low, high, comment, reasonQuestion, reasons, thanks }: SurveyDefinition) => [
  ...[question, low, high, comment, reasonQuestion, thanks],
  ...reasons.map(({ text }) => text),
]

const REFRESHES = ['surveys', 'audit']

function SurveyList({ surveys }: { surveys: readonly SurveyView[] }) {
  const t = useSettingsText()
  const s = useSurveysText()
  const when = useWhenWords()
  const missing = useMissing()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const save = useCommand<{ id: number }>('survey.save', { refreshes: REFRESHES })
  const sort = useCommand('survey.sort', { refreshes: REFRESHES })
  const remove = useCommand('survey.delete', { refreshes: REFRESHES })
  const find = (id: number) => surveys.find((each) => each.id === id)
  const error = save.error ?? sort.error ?? remove.error
  return (
    <Page
      title={t('section.surveys')}
      description={s('surveys.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="survey" />
          <Link to="/settings/$" params={{ _splat: 'surveys/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {s('surveys.new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {surveys.length === 0 && (
        <EmptyState icon={<Smile size={22} aria-hidden />} title={s('surveys.none')} text={s('surveys.none.text')} />
      )}
      <OrderedList
        label={t('section.surveys')}
        search={s('surveys.search')}
        items={surveys.map(({ id, name, active, definition, offered, rated, good }) => ({
          id,
          name,
          active,
          facts: `${when(definition)} · ${s('surveys.counts', { offered, rated, good })}`,
          path: `surveys/${id}`,
          tags: missing(textsOf(definition)),
        }))}
        onOrder={(ids) => sort.run({ ids })}
        onActive={(id, active) => {
          const survey = find(id)
          if (survey) void save.run({ id, name: survey.name, active, definition: survey.definition })
        }}
        onDuplicate={(id) => {
          const survey = find(id)
          if (!survey) return
          const name = s('surveys.copy', { name: survey.name }).slice(0, 80)
          void save.run({ name, active: false, definition: survey.definition }).then((saved) => {
            if (saved) void navigate({ to: '/settings/$', params: { _splat: `surveys/${saved.output.id}` } })
          })
        }}
        onDelete={(surveyId) =>
          void confirm({
            title: s('delete.title', { name: find(surveyId)?.name ?? '' }),
            text: s('delete.text'),
            yes: s('delete'),
            isDanger: true,
          }).then((yes) => (yes ? remove.run({ surveyId }) : null))
        }
      />
    </Page>
  )
}
