// Sends the chosen file to the API straight from disk: over the page's own connection a large one takes minutes.
// Answers why it was refused, or nothing.
export async function attach(input, caseId, visibility, person) {
  const file = input.files[0];
  if (!file) {
    return "No file is chosen.";
  }

  try {
    const query = new URLSearchParams({ filename: file.name, visibility });
    const answer = await fetch(`/api/cases/${encodeURIComponent(caseId)}/attachments?${query}`, {
      method: "POST",
      body: file,
      headers: { Authorization: `Bearer ${person}` },
    });
    if (!answer.ok) {
      return (await answer.json()).detail;
    }
  } catch (failure) {
    return `The file could not be sent: ${failure.message}`;
  }

  input.value = "";
  return "";
}
