# The CRM mock of the stack that runs.
crm=http://127.0.0.1:$((base + 1))

crm_open() {
  json ann POST "$crm/api/cases" "{\"summary\":\"$1\",\"description\":\"$2\",\"priority\":3,\"synchronizeWithGoogleCloudSupport\":true}" | text id
}
crm_comment() {
  json ann POST "$crm/api/cases/$id/comments" "{\"body\":\"$2\",\"visibility\":\"${1^}\"}" > /dev/null
}
crm_attach() {
  call ann POST "$crm/api/cases/$id/attachments?filename=$1" -H 'Content-Type: text/plain' --data-binary @- > /dev/null
}
crm_close() { call ann POST "$crm/api/cases/$id:close" > /dev/null; }
crm_case() { call ann GET "$crm/api/cases/$id"; }
crm_google_name() { crm_case | text googleCaseName; }
crm_has_comment() { call ann GET "$crm/api/cases/$id/comments" | grep -qF "$1"; }
crm_has_priority() { crm_case | grep -qF "\"priority\":$1"; }
