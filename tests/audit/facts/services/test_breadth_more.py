"""Further pages of services in English, worded after the labels were collected: none was used to collect them."""

import pytest

from tests.audit.facts.services.test_breadth import read

REPLACE = """<h1>Replace a lost residence card</h1><p>Use this service if your card has been lost, stolen or damaged while you live in the country.</p>
<h2>Eligibility and conditions</h2><p>Your residence permit must still be valid.</p><h2>Documents and information you need</h2><ul><li>Police report<li>Passport<li>Recent photo</ul>
<h2>Fees and how to pay</h2><p>The card costs 60 euro, paid by card online.</p><h2>How long you will wait</h2><p>We send the card within eight weeks.</p>
<h2>How you'll get your card</h2><p>By registered mail to your address.</p><h2>Get help</h2><p>Call the service line.</p>"""

PATENT = """<div id=main-content><h1>Recordal of change of name and address of a patent owner</h1><table class=tbl>
<tr><td>1<td>Order of implementation of the procedure<td>The owner files the request; the office examines it and records the change.
<tr><td>2<td>Mode of filing<td>In person, by post, or online<tr><td>3<td>Documents in the dossier<td>Request form, document proving the change
<tr><td>4<td>Quantity<td>One set<tr><td>5<td>Term for handling<td>Two months from the filing date<tr><td>6<td>Persons carrying out the procedure<td>Organisations and individuals
<tr><td>7<td>Agency handling the procedure<td>Intellectual Property Office<tr><td>8<td>Outcome of the procedure<td>Notice of recordal
<tr><td>9<td>Fees and charges (if applicable)<td>160,000 VND per change<tr><td>10<td>Legal grounds for the procedure<td>Intellectual Property Law of 2005</table></div>"""

CUSTOMS = """<h2>Application for advance ruling on classification</h2><div class=panel><div class=panel-heading>Who can request an advance ruling</div><div class=panel-body>Importers, exporters and their agents</div></div>
<div class=panel><div class=panel-heading>What the application must contain</div><div class=panel-body>Description of goods, samples, catalogues</div></div><div class=panel><div class=panel-heading>Where to send the application</div><div class=panel-body>Head office of customs, tariff division</div></div>
<div class=panel><div class=panel-heading>Time for issuing the ruling</div><div class=panel-body>Thirty days, ninety in complex cases</div></div><div class=panel><div class=panel-heading>Charges</div><div class=panel-body>No fee is charged for this service.</div></div>
<div class=panel><div class=panel-heading>Legislation and guidance</div><div class=panel-body>Customs Act, section 28</div></div>"""

SOCIAL = """<h1>Register as an employer for social insurance</h1><p>Every employer with at least one worker must be registered within thirty days after hiring.</p><dl>
<dt>Who it applies to<dd>Employers of any size<dt>What to have ready<dd>Business licence, list of workers and their contracts<dt>Ways to register<dd>Online, or at the branch office<dt>Registration takes<dd>Five working days
<dt>Costs<dd>There is no charge<dt>You will receive<dd>Employer code and registration letter<dt>Office in charge<dd>Social Insurance Branch<dt>Law<dd>Social Insurance Act</dl>"""

INVEST = """<h1>Issuance of investment registration certificate</h1><h3>I. Procedure and steps</h3><p>The investor submits the dossier, the authority appraises it and issues the certificate.</p><h3>II. Dossier requirements</h3><p>Request for implementation of the project, proof of finance, project proposal.</p>
<h3>III. Settlement time</h3><p>Fifteen days from receipt of a full dossier.</p><h3>IV. Competent licensing agency</h3><p>Department of Finance of the province.</p><h3>V. Applicable to</h3><p>Foreign investors.</p><h3>VI. Output</h3><p>Investment registration certificate.</p>
<h3>VII. Fee</h3><p>None.</p><h3>VIII. Applicable legal documents</h3><p>Law on Investment.</p>"""

PAGES = {
    "replace": (REPLACE, {"who", "conditions", "components", "time_limit", "channels"}),
    "patent": (PATENT, {"steps", "manner", "components", "time_limit", "who", "agency", "result", "conditions", "legal_basis"}),
    "customs": (CUSTOMS, {"who", "components", "channels", "time_limit", "conditions", "legal_basis"}),
    "social": (SOCIAL, {"who", "components", "manner", "time_limit", "conditions", "result", "agency", "legal_basis"}),
    "invest": (INVEST, {"steps", "components", "time_limit", "agency", "who", "result", "conditions", "legal_basis"}),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_reads_the_points_of_further_pages(page):
    html, points = PAGES[page]
    found = read(html)
    assert found is not None
    assert {one.field.value for one in found.fields} - {"name"} == points
    assert {one.language for one in found.fields} == {"en"}


def test_takes_papers_in_a_table_for_no_labels():
    found = read(
        """<h1>Import permit for cosmetics</h1><h2>Required documents</h2><table><tr><th>Document name<th>Quantity
        <tr><td>Documents required by the decree<td>1<tr><td>Fee receipt of the applicant<td>2</table>
        <h2>Processing time</h2><p>Five days for each permit.</p><h2>Competent authority</h2><p>Health Department of the city.</p>"""
    )
    assert found is not None
    assert {one.field.value: one.text for one in found.fields if one.field.value == "components"} == {
        "components": "Documents required by the decree 1 Fee receipt of the applicant 2"
    }
    assert {one.field.value for one in found.fields} == {"name", "components", "time_limit", "agency"}


@pytest.mark.parametrize(
    "html",
    [
        """<h1>Minister opens one-stop centre in the north</h1><p>5 May 2024</p><h2>Where to apply from next month</h2><p>Residents can go to the new centre.</p>
        <h2>Reaction of the public</h2><p>Most were glad.</p><p>The centre took two years to build.</p>""",
        """<h1>Annual report on licensing</h1><h2>Legislation</h2><p>Two acts were amended in the year.</p><h2>Number of licences</h2><p>1,200 licences were granted.</p>
        <h2>Staff</h2><p>There are forty officers.</p>""",
        """<h1>Terms of use</h1><h2>Who can use the site</h2><p>Anybody.</p><h2>Changes</h2><p>We may change the terms.</p><h2>Governing law</h2><p>The law of the country.</p>""",
    ],
)
def test_takes_news_reports_and_terms_for_no_services(html):
    assert read(html) is None
