<?php
// restored_questions.php LMS COURSEID : what each answer of a restored course's questions earns, and its general
// feedback, by the question's name. LMS is ../shared/lms/lms.php.
require($_SERVER['argv'][1]);

run(function() {
    global $DB;
    $context = context_course::instance((int)$_SERVER['argv'][2]);
    $sql = 'SELECT a.id, q.name, q.generalfeedback, a.answer, a.fraction FROM {question} q
              JOIN {question_versions} v ON v.questionid = q.id
              JOIN {question_bank_entries} e ON e.id = v.questionbankentryid
              JOIN {question_categories} c ON c.id = e.questioncategoryid
              JOIN {question_answers} a ON a.question = q.id
             WHERE c.contextid = ? ORDER BY a.id';
    $found = [];
    foreach ($DB->get_records_sql($sql, [$context->id]) as $one) {
        $found[$one->name]['general'] = $one->generalfeedback;
        $found[$one->name]['answers'][strip_tags($one->answer)] = (float)$one->fraction;
    }
    return ['questions' => $found];
});
