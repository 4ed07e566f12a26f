// Runs in the customer's browser on /resume: uses the link up, keeps the token where the widget looks for it, opens the widget.
;(() => {
  const link = location.hash.slice(1)
  history.replaceState(null, '', location.pathname + location.search)
  const [go, text, over] = ['go', 'text', 'over'].map((id) => document.getElementById(id))
  const end = () => {
    go.hidden = text.hidden = true
    over.hidden = false
  }
  if (!link) return end()
  go.onclick = async () => {
    go.disabled = true
    try {
      const answer = await fetch('/api/v1/widget/resume', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link }),
      })
      if (!answer.ok) return end()
      const { key, token } = await answer.json()
      localStorage.setItem('causerie:' + key + ':token', token)
      const script = document.createElement('script')
      script.src = '/widget.js'
      script.dataset.channel = key
      script.onload = () => {
        window.causerie('open')
        go.hidden = true
      }
      document.body.append(script)
    } catch {
      go.disabled = false
    }
  }
})()
