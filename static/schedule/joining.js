// The team that leads is not offered to join its own event.

const lead = document.querySelector("select[name=lead_team_id]");

function offer() {
  for (const box of document.querySelectorAll("input[name=joining_team_ids]")) {
    const leads = box.value === lead.value;
    if (leads) box.checked = false;
    box.closest(".choice").hidden = leads;
  }
}

if (lead) {
  lead.addEventListener("change", offer);
  offer();
}
